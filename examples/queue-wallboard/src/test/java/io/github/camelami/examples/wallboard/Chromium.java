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
package io.github.camelami.examples.wallboard;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
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
                .addArguments("--disable-component-update", "--hide-scrollbars", "--window-size=1920,1080")
                .addArguments("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost");
        options.setBinary(BROWSER.toFile());
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    /** Waits longer than a loaded machine needs. */
    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(100));
    }

    void open(int port) {
        driver.get("http://localhost:" + port + "/");
        script("window.sameDocument = true");
    }

    void reload() {
        driver.navigate().refresh();
    }

    boolean isSameDocument() {
        return Boolean.TRUE.equals(script("return window.sameDocument"));
    }

    /** Makes the page itself, without a frame around it, that large. */
    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        long wider = width - (Long) script("return innerWidth");
        long higher = height - (Long) script("return innerHeight");
        driver.manage().window().setSize(new Dimension((int) (width + wider), (int) (height + higher)));
    }

    /** What is seen at this moment, as an image of the type PNG. */
    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** How the user wants it, such as {@code forced-colors}, {@code active}. Whatever is not named is as usual. */
    void prefer(String... featuresAndValues) {
        List<Map<String, String>> features = new ArrayList<>();
        for (int i = 0; i < featuresAndValues.length; i += 2) {
            features.add(Map.of("name", featuresAndValues[i], "value", featuresAndValues[i + 1]));
        }
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", features));
    }

    /** What the banner says; empty if there is none. */
    String banner() {
        return (String) script("const b = document.getElementById('banner'); return b.hidden ? '' : b.textContent");
    }

    boolean isGrey() {
        return Boolean.TRUE.equals(script("return getComputedStyle(document.querySelector('main')).filter !== 'none'"));
    }

    /** The names of the queues. */
    List<String> queues() {
        return texts("'.tile'", "'.name'");
    }

    /** The figures of one queue: waiting, service level, offered, answered, abandoned. */
    String figures(String queue) {
        return tile(
                queue,
                "['.waiting', '.level', '.offered', '.answered', '.abandoned', '.timed-out']"
                        + ".map(part => tile.querySelector(part + ' dd').textContent).join(' | ')");
    }

    /** The number of members of a queue in each state. */
    String members(String queue) {
        return tile(queue, "[...tile.querySelectorAll('.members li')].map(e => e.textContent.trim()).join(', ')");
    }

    /** The word in the corner of a tile, and the classes of its three figures. */
    String limits(String queue) {
        return tile(
                queue,
                "[tile.querySelector('.worst').textContent,"
                        + " ...[...tile.querySelectorAll('.now > div')].map(e => e.className)].join(' | ')");
    }

    String longestWait(String queue) {
        return tile(queue, "tile.querySelector('.longest dd').textContent");
    }

    String background(String queue, String figure) {
        return tile(queue, "getComputedStyle(tile.querySelector('." + figure + "')).backgroundColor");
    }

    private String tile(String queue, String expression) {
        return (String) driver.executeScript(
                "const tile = [...document.querySelectorAll('.tile')]"
                        + ".find(e => e.querySelector('.name').textContent === arguments[0]);"
                        + " return tile ? String(" + expression + ") : null",
                queue);
    }

    /** One text for each agent: name, state, queues. */
    List<String> agents() {
        return texts("'.agent'", "'.name', '.state', '.queues'");
    }

    /** How long the first agent has been in its state. */
    String timeOfFirstAgent() {
        return (String) script("return document.querySelector('.agent .time').textContent");
    }

    @SuppressWarnings("unchecked")
    private List<String> texts(String elements, String parts) {
        return (List<String>) script("return [...document.querySelectorAll(" + elements + ")].map(e => [" + parts
                + "].map(part => e.querySelector(part).textContent).join(' | '))");
    }

    Object script(String script) {
        return driver.executeScript(script);
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
