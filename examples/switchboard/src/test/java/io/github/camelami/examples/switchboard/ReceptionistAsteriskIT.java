/*
 * Copyright The camel-ami authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.camelami.examples.switchboard;

import static io.github.camelami.examples.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.AsteriskServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/**
 * The work of a receptionist and of a team leader in an office with 12 phones, 3 queues and 20 calls on a real Asterisk. A
 * second Asterisk answers as the phones and as the customers. All that is done is found on the page, each task within ten
 * seconds.
 */
class ReceptionistAsteriskIT {
    private static final String PBX = "22.11";
    private static final String PHONES = "22";
    private static final Duration A_TASK = Duration.ofSeconds(10);
    private static final String RINGS = "103";
    private static final String ANSWERS_AT_ONCE = "110";
    private static final String ANSWERS = "119";
    private static final List<String> NAMES = List.of(
            "Alice Martin",
            "Rita Reception",
            "Ben Okafor",
            "Chloé Durand",
            "David Kim",
            "Elif Yılmaz",
            "Frank Weber",
            "Hugo Silva",
            "Ines Costa",
            "Jonas Berg",
            "Kavya Rao",
            "Liam O'Neill");
    /** Who calls, and which number: first the agents, so that the next callers of their queue have to wait. */
    private static final List<String> CALLS = List.of(
            "Vera Novak:210",
            "Karl Lang:211",
            "Lucy Hill:212",
            "Marta Nowak:402",
            "City Clinic:400",
            "Tom Fisher:401",
            "Hotel Adler:400",
            "Sofia Rossi:402",
            "Peter Hall:401",
            "Nora Lind:400",
            "Baker and Sons:203",
            "Emma Stone:204",
            "Paul Weiss:205",
            "Dina Haddad:206",
            "Omar Aziz:207",
            "Anna Berg:500",
            "Igor Petrov:500",
            "Mia Wong:600",
            "Olivia Brown:201",
            "Carl Jansen:209");

    private final AsteriskServer pbx = AsteriskServer.version(PBX);
    private final Map<Path, byte[]> before = new HashMap<>();

    @BeforeEach
    void furnishTheOffice() throws Exception {
        AsteriskServer.version(PHONES);
        List<String> user = new ArrayList<>(Files.readAllLines(Path.of("manager.conf")));
        user.subList(0, user.indexOf("[switchboard]")).clear();
        user.replaceAll(line -> line.startsWith("permit") ? "permit = 127.0.0.1/255.255.255.255" : line);
        add("manager.d/switchboard.conf", user);
        add("pjsip_seats.conf", phones());
        add("queues_seats.conf", queues());
        add("extensions.conf", dialplan());
        List<String> mailboxes = new ArrayList<>(List.of("[default]"));
        for (int i = 0; i < NAMES.size(); i++) {
            mailboxes.add(number(i) + " => 1234," + NAMES.get(i));
        }
        add("voicemail.conf", mailboxes);
        reload();
    }

    @AfterEach
    void leaveTheOffice() throws Exception {
        cli("channel request hangup all");
        for (Map.Entry<Path, byte[]> file : before.entrySet()) {
            if (file.getValue() == null) {
                Files.delete(file.getKey());
            } else {
                Files.write(file.getKey(), file.getValue());
            }
        }
        reload();
    }

    @Test
    void everyTaskIsDoneWithinTenSeconds() throws Exception {
        try (Chromium page = Chromium.start();
                RunningSwitchboard switchboard = new RunningSwitchboard(properties())) {
            page.size(1440, 900);
            page.open(switchboard.port());
            soon().untilAsserted(() -> assertThat(page.people()).contains("Liam O'Neill | Free"));
            page.choosePhone("202");
            call(0, 3);
            soon().untilAsserted(() -> assertThat(talking(page)).hasSize(3));
            call(3, 4);
            call(4, CALLS.size());
            soon().untilAsserted(() -> assertThat(page.text("#calls h2")).isEqualTo("Calls 20"));
            soon().untilAsserted(() -> assertThat(talking(page)).hasSize(8));

            within("find Alice, and see who calls her", () -> {
                page.press("/", "alice m");
                soon().untilAsserted(() ->
                        assertThat(page.people()).containsExactly("Alice Martin | Ringing: | Olivia Brown"));
                page.press(Keys.ESCAPE);
            });
            within("see who rings", () -> soon().untilAsserted(() -> assertThat(page.ringing())
                    .containsExactlyInAnyOrder(
                            "Olivia Brown | Calling | Alice Martin", "Carl Jansen | Calling | Ines Costa")));
            within("take a call", () -> {
                page.tabTo("Take Olivia Brown");
                page.press(Keys.ENTER);
                soon().untilAsserted(() -> assertThat(page.ringing()).contains("Olivia Brown | Talking to | you"));
            });
            within("see who is free, and transfer the call to him", () -> {
                soon().untilAsserted(() -> assertThat(page.people()).contains("Hugo Silva | Free"));
                page.drag("Olivia Brown", "Hugo Silva", "transfer");
                soon().untilAsserted(
                                () -> assertThat(page.others()).contains("Olivia Brown | Talking to | Hugo Silva"));
            });
            within("see who waits longest, in which queue, and take this call", () -> {
                soon().untilAsserted(() ->
                        assertThat(page.text("#longest")).isEqualTo("Longest wait: Marta Nowak (billing)"));
                page.press("/", "marta", Keys.ENTER);
                page.tabTo("Take Marta Nowak");
                page.press(Keys.ENTER);
                soon().untilAsserted(() -> assertThat(page.ringing()).contains("Marta Nowak | Talking to | you"));
                page.press("/", Keys.ESCAPE);
            });
            within("see the queues and their agents", () -> {
                soon().untilAsserted(() -> assertThat(page.waiting("billing")).containsExactly("Sofia Rossi"));
                soon().untilAsserted(() -> assertThat(page.waiting("orders"))
                        .containsExactlyInAnyOrder("City Clinic", "Hotel Adler", "Nora Lind"));
                soon().untilAsserted(() ->
                        assertThat(page.waiting("support")).containsExactlyInAnyOrder("Tom Fisher", "Peter Hall"));
                soon().untilAsserted(() -> assertThat(page.text("[data-id='queue:orders'] .agents"))
                        .isEqualTo("in a call: Jonas Berg, Kavya Rao"));
                soon().untilAsserted(() -> assertThat(page.text("[data-id='queue:billing'] .agents"))
                        .contains("Nobody is logged in"));
            });
            within("transfer the call by keyboard", () -> {
                page.tabTo("Transfer Marta Nowak");
                page.press(Keys.ENTER);
                page.press("frank", Keys.ENTER);
                soon().untilAsserted(
                                () -> assertThat(page.others()).contains("Marta Nowak | Talking to | Frank Weber"));
            });
        }
    }

    private static void call(int from, int to) throws Exception {
        List<Process> started = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String called = CALLS.get(i).split(":")[1];
            started.add(start("channel originate PJSIP/" + customer(i) + " extension " + called + "@office"));
        }
        for (Process each : started) {
            finish(each);
        }
    }

    private static List<String> talking(Chromium page) {
        return page.others().stream()
                .filter(call -> call.contains("Talking to"))
                .toList();
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void within(String what, Task task) throws Exception {
        long began = System.nanoTime();
        task.run();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(took).as(what).isLessThan(A_TASK);
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("ami.host", pbx.host());
        properties.put("ami.port", pbx.port());
        properties.put("ami.username", "switchboard");
        properties.put("ami.secret", "change-me");
        properties.put("ami.context", "office");
        properties.put("board.title", "Office");
        properties.put("board.queues", "orders,support,billing");
        return properties;
    }

    private static List<String> phones() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            String answer = List.of("201", "209").contains(number(i)) ? RINGS : ANSWERS;
            phone(lines, number(i), NAMES.get(i), number(i), answer);
        }
        for (int i = 0; i < CALLS.size(); i++) {
            phone(lines, customer(i), CALLS.get(i).split(":")[0], "0207946" + (1000 + 97 * i), ANSWERS_AT_ONCE);
        }
        return lines;
    }

    private static void phone(List<String> lines, String endpoint, String name, String number, String answer) {
        String port = System.getenv(AsteriskServer.variable(PHONES) + "_SIP_PORT");
        lines.addAll(List.of(
                "[" + endpoint + "]",
                "type = endpoint",
                "context = office",
                "transport = udp",
                "allow = ulaw",
                "callerid = " + name + " <" + number + ">",
                "aors = " + endpoint,
                "[" + endpoint + "]",
                "type = aor",
                "contact = sip:" + answer + "@127.0.0.1:" + port));
    }

    private static List<String> queues() {
        return List.of(
                "[orders](support)",
                "ringinuse = no",
                "member => PJSIP/210,0,Jonas Berg",
                "member => PJSIP/211,0,Kavya Rao",
                "[billing](support)");
    }

    private static List<String> dialplan() {
        List<String> lines = new ArrayList<>(List.of("", "[office]"));
        for (int i = 0; i < NAMES.size(); i++) {
            lines.add("exten => " + number(i) + ",hint,PJSIP/" + number(i));
            lines.add("exten => " + number(i) + ",1,Dial(PJSIP/" + number(i) + ",60)");
        }
        List<String> queues = List.of("orders", "support", "billing");
        for (int i = 0; i < queues.size(); i++) {
            lines.add("exten => 40" + i + ",1,Queue(" + queues.get(i) + ")");
        }
        lines.add("exten => 500,1,Wait(600)");
        lines.add("exten => 600,1,Park()");
        return lines;
    }

    private static String number(int index) {
        return Integer.toString(201 + index);
    }

    private static String customer(int index) {
        return "customer" + index;
    }

    private void add(String file, List<String> lines) throws IOException {
        Path path = Path.of(System.getenv(AsteriskServer.variable(PBX) + "_ETC"), file);
        List<String> all = new ArrayList<>();
        before.put(path, Files.exists(path) ? Files.readAllBytes(path) : null);
        if (Files.exists(path)) {
            all.addAll(Files.readAllLines(path));
        }
        all.addAll(lines);
        Files.write(path, all);
    }

    private static void reload() throws Exception {
        cli("core reload");
    }

    private static void cli(String command) throws IOException, InterruptedException {
        finish(start(command));
    }

    private static Process start(String command) throws IOException {
        return new ProcessBuilder(System.getenv("AMI_ASTERISK_SCRIPT"), "cli", PBX, command)
                .redirectErrorStream(true)
                .start();
    }

    private static void finish(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
