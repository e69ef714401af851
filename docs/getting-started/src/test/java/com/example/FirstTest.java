package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedPbx;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstTest {
    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final Main camel = new Main();

    @BeforeEach
    void start() {
        camel.addOverrideProperty("camel.component.ami.connections[pbx].host", pbx.host());
        camel.addOverrideProperty("camel.component.ami.connections[pbx].port", Integer.toString(pbx.port()));
        camel.addOverrideProperty("camel.component.ami.connections[pbx].username", "admin");
        camel.addOverrideProperty("camel.component.ami.connections[pbx].secret", "secret");
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    @Test
    void placesOneCall() {
        await().until(() -> !pbx.received("Originate").isEmpty());

        assertThat(pbx.received("Originate").get(0).field("Channel")).isEqualTo("Local/600@default");
    }
}
