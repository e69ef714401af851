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
package io.github.camelami.examples;

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
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** A page in Debian's Chromium without a window, with the driver that Debian has for it: nothing is downloaded. */
public class Browser implements AutoCloseable {
    public static final String ABSENT = "no Chromium: apt-get install chromium chromium-driver; see CONTRIBUTING.md";

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    protected final ChromeDriver driver;

    /** @param arguments further arguments of Chromium, such as {@code --window-size=1280,900} */
    protected Browser(String... arguments) {
        assumeTrue(canRun(), ABSENT);
        ChromeOptions options = new ChromeOptions()
                .addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
                .addArguments("--no-first-run", "--no-proxy-server", "--disable-background-networking")
                .addArguments("--disable-component-update")
                .addArguments("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost")
                .addArguments(arguments);
        options.setBinary(BROWSER.toFile());
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        driver = new ChromeDriver(service, options);
    }

    /** Whether tests with Chromium can run. If {@code CHROMIUM_REQUIRED} is true, they run without it, too, and fail. */
    public static boolean canRun() {
        return "true".equals(System.getenv("CHROMIUM_REQUIRED"))
                || Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    }

    /** Waits longer than a loaded machine needs. */
    public static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    public void open(int port) {
        driver.get("http://localhost:" + port + "/");
        script("window.sameDocument = true");
    }

    public void reload() {
        driver.navigate().refresh();
    }

    /** Whether the page has not been loaded again since it was opened. */
    public boolean isSameDocument() {
        return Boolean.TRUE.equals(script("return window.sameDocument"));
    }

    public Object script(String script) {
        return driver.executeScript(script);
    }

    /** Types into the element that has the focus. */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** How the user wants it, such as {@code prefers-color-scheme}, {@code dark}. Whatever is not named is as usual. */
    public void prefer(String... featuresAndValues) {
        List<Map<String, String>> features = new ArrayList<>();
        for (int i = 0; i < featuresAndValues.length; i += 2) {
            features.add(Map.of("name", featuresAndValues[i], "value", featuresAndValues[i + 1]));
        }
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", features));
    }

    /** What is seen at this moment, as an image of the type PNG. */
    public byte[] picture() {
        Map<String, Object> picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"));
        return Base64.getDecoder().decode((String) picture.get("data"));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
