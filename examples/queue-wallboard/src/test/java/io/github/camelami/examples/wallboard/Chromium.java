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

import io.github.camelami.examples.Browser;
import java.util.List;
import org.openqa.selenium.Dimension;

/** The page of this example in Chromium. */
final class Chromium extends Browser {
    private Chromium() {
        super("--hide-scrollbars", "--window-size=1920,1080");
    }

    static Chromium start() {
        return new Chromium();
    }

    /** Makes the page itself, without a frame around it, that large. */
    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        long wider = width - (Long) script("return innerWidth");
        long higher = height - (Long) script("return innerHeight");
        driver.manage().window().setSize(new Dimension((int) (width + wider), (int) (height + higher)));
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
}
