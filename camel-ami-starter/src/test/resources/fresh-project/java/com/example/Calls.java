package com.example;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;

@SpringBootApplication
public class Calls {

    public static void main(String[] args) {
        SpringApplication.run(Calls.class, args);
    }

    @Component
    static class Routes extends RouteBuilder {
        @Override
        public void configure() {
            from("ami:pbx?events=call&include=Hangup").log("${body[Channel]} ended: ${body[Cause-txt]}");
        }
    }
}
