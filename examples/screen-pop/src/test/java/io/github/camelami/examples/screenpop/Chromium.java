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
package io.github.camelami.examples.screenpop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** The page in Debian's Chromium without a window, with the driver that Debian has for it: nothing is downloaded. */
final class Chromium implements AutoCloseable {
    static final String ABSENT = "no Chromium: apt-get install chromium chromium-driver; see CONTRIBUTING.md";

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether tests with Chromium can run. If {@code CHROMIUM_REQUIRED} is true, they run without it, too, and fail. */
    static boolean canRun() {
        return "true".equals(System.getenv("CHROMIUM_REQUIRED"))
                || Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    }

    static Chromium start() {
        assumeTrue(canRun(), ABSENT);
        ChromeOptions options = new ChromeOptions()
                .addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
                .addArguments("--no-first-run", "--no-proxy-server", "--disable-background-networking")
                .addArguments("--disable-component-update", "--hide-scrollbars", "--window-size=1000,900")
                .addArguments("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost");
        options.setBinary(BROWSER.toFile());
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    /** Waits longer than a loaded machine needs. */
    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }

    void open(int port, String rest) {
        driver.get("http://localhost:" + port + "/" + rest);
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Makes the page believe what a user can set for all pages, such as {@code prefers-color-scheme: dark}. */
    void prefer(String feature, String value) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    /** One text for each pop-up, the newest first: the word of its state, its name and what else it says. */
    @SuppressWarnings("unchecked")
    List<String> pops() {
        return (List<String>) script("""
                return [...document.querySelectorAll('#pops > li')].map(item =>
                  ['.word', 'h2', '.company', '.number', '.note'].map(part => item.querySelector(part).textContent)
                    .filter(text => text).join(' | '));
                """);
    }

    /** What a pop-up lists: {@code tickets} or {@code calls}. */
    @SuppressWarnings("unchecked")
    List<String> listed(String what) {
        return (List<String>) script("return [...document.querySelectorAll('." + what + ":not([hidden]) li')]"
                + ".map(item => item.textContent)");
    }

    String text(String id) {
        return (String) script("const e = document.getElementById('" + id + "'); return e.hidden ? '' : e.textContent");
    }

    Object script(String script) {
        return driver.executeScript(script);
    }

    /** Types into the element that has the focus. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
