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

import io.github.camelami.examples.Browser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.Dimension;

/** The page of this example in Chromium. */
final class Chromium extends Browser {
    private final List<String> before = new ArrayList<>();

    private Chromium() {
        super("--hide-scrollbars", "--window-size=1000,900");
    }

    static Chromium start() {
        return new Chromium();
    }

    void open(int port, String rest) {
        driver.get("http://localhost:" + port + "/" + rest);
    }

    /** Runs the script in each page that is opened from now on, before its own scripts. */
    void before(String script) {
        before.add((String) driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
                .get("identifier"));
    }

    void forgetBefore() {
        before.forEach(each ->
                driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", each)));
        before.clear();
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
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
}
