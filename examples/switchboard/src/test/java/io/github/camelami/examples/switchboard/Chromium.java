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

import io.github.camelami.examples.Browser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page of this example in Chromium. */
final class Chromium extends Browser {
    private static final String CALL = "['.name', '.state', '.with']";

    private Chromium() {
        super("--window-size=1280,900");
    }

    static Chromium start() {
        return new Chromium();
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
}
