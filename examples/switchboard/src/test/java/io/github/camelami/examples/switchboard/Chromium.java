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

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** The page in Debian's Chromium without a window, with the driver that Debian has for it: nothing is downloaded. */
final class Chromium implements AutoCloseable {
    static final String ABSENT = "no Chromium: apt-get install chromium chromium-driver; see CONTRIBUTING.md";

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static final String CALL = "['.name', '.state', '.with']";

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
                .addArguments("--disable-component-update", "--window-size=1280,900")
                .addArguments("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost");
        options.setBinary(BROWSER.toFile());
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    /** Waits longer than a loaded machine needs. */
    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
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

    String title() {
        return driver.getTitle();
    }

    /** The name and the version of the PBX, and what is wrong with the connection. */
    String pbx() {
        return text("#pbx") + text("#banner");
    }

    /** What became of the last button. */
    String said() {
        return text("#said");
    }

    /** One text for each call that rings or is mine. */
    List<String> ringing() {
        return texts("#now .call", CALL);
    }

    /** One text for each other call. */
    List<String> others() {
        return texts("#others .call", CALL);
    }

    List<String> people() {
        return texts(".person", CALL);
    }

    List<String> waiting(String queue) {
        return texts(".queue[data-id=\"queue:" + queue + "\"] .waiting", "['.name']");
    }

    void choosePhone(String number) {
        script("const e = document.getElementById('phone'); e.value = '" + number
                + "'; e.dispatchEvent(new Event('change'));");
    }

    /** Drags the row of a caller to a place on the card of a person, as a hand with a mouse does. */
    void drag(String caller, String person, String drop) {
        WebElement row = (WebElement) script("return [...document.querySelectorAll('.call, .waiting')]"
                + ".find(e => e.querySelector('.name').textContent === '" + caller + "').querySelector('.name')");
        WebElement card = (WebElement) script("return [...document.querySelectorAll('.person')]"
                + ".find(e => e.querySelector('.name').textContent === '" + person + "').querySelector('[data-drop="
                + drop + "]')");
        Actions hand = new Actions(driver, Duration.ofMillis(20));
        hand.moveToElement(row).clickAndHold().moveByOffset(20, 20).perform();
        hand.moveToElement(card).release().perform();
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    @SuppressWarnings("unchecked")
    private List<String> texts(String elements, String parts) {
        return (List<String>) script("return [...document.querySelectorAll('" + elements + "')].map(e => " + parts
                + ".map(part => e.querySelector(part).textContent).filter(text => text).join(' | '))");
    }

    String text(String css) {
        return driver.findElement(By.cssSelector(css)).getText();
    }

    Object script(String script) {
        return driver.executeScript(script);
    }

    /** Moves the focus by the tabulator until it is on the button, or the field, of that name. */
    void tabTo(String name) {
        for (int i = 0; i < 100; i++) {
            if (name.equals(focused())) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("the tabulator never comes to " + name);
    }

    String focused() {
        return (String) script("const e = document.activeElement;"
                + " return e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent.trim() ?? e.textContent");
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** How the user wants it, such as {@code prefers-color-scheme}, {@code dark}. Whatever is not named is as usual. */
    void prefer(String... featuresAndValues) {
        List<Map<String, String>> features = new ArrayList<>();
        for (int i = 0; i < featuresAndValues.length; i += 2) {
            features.add(Map.of("name", featuresAndValues[i], "value", featuresAndValues[i + 1]));
        }
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", features));
    }

    /** What is seen at this moment, as an image of the type PNG. */
    byte[] picture() {
        Map<String, Object> picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"));
        return Base64.getDecoder().decode((String) picture.get("data"));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
