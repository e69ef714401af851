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

/** What a page can be asked about itself, in its own language. */
public final class Accessibility {

    private static final String COLOURS = """
            const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
            const light = colour => colour.slice(0, 3).map(part => part / 255)
                .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
            const ground = element => {
              for (let each = element; each; each = each.parentElement) {
                const colour = numbers(getComputedStyle(each).backgroundColor);
                if (colour.length === 3 || colour[3] === 1) return colour;
              }
              return [255, 255, 255];
            };
            const contrast = (colour, behind) => {
              const [a, b] = [light(numbers(colour)), light(behind)];
              return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            };
            """;

    /** The texts whose contrast is lower, all that lies on top of each other reckoned in. WCAG demands 4.5, level AAA 7. */
    public static String contrastsBelow(double least) {
        return COLOURS + """
                const bad = [];
                const check = (element, text, part) => {
                  const found = contrast(getComputedStyle(element, part).color, ground(element));
                  if (found < LEAST) bad.push(text + ' ' + found);
                };
                for (const element of document.querySelectorAll('body, body *')) {
                  if (!element.checkVisibility()) continue;
                  if ([...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) {
                    check(element, element.textContent);
                  }
                  if (element.placeholder) check(element, element.placeholder, '::placeholder');
                  for (const part of ['::before', '::after']) {
                    const text = getComputedStyle(element, part).content;
                    if (!['none', 'normal', '""'].includes(text)) check(element, text, part);
                  }
                }
                return bad;
                """.replace("LEAST", Double.toString(least));
    }

    /**
     * The elements whose border is not seen against what surrounds them.
     *
     * @param framed selects the elements that need a border for those who see no shades
     */
    public static String withoutABorder(String framed) {
        return COLOURS + """
                return [...document.querySelectorAll('FRAMED')].filter(element => {
                  const style = getComputedStyle(element);
                  return element.checkVisibility()
                      && (parseFloat(style.borderRightWidth) < 1 || style.borderRightStyle === 'none'
                      || numbers(style.borderRightColor)[3] === 0
                      || contrast(style.borderRightColor, ground(element.parentElement)) < 3);
                }).map(element => element.outerHTML);
                """.replace("FRAMED", framed);
    }

    /** The elements with a transition or animation. */
    public static final String MOVING = """
            return [...document.querySelectorAll('*')].filter(element => {
              const style = getComputedStyle(element);
              return style.transitionDuration !== '0s' || style.animationName !== 'none';
            }).map(element => element.outerHTML);
            """;

    /** The controls without a name, and the tables and sections without a label that exists. */
    public static final String WITHOUT_A_NAME = """
            const named = element => element.getAttribute('aria-label') || element.labels?.[0]?.textContent.trim()
                || element.matches('button') && element.textContent.trim()
                || document.getElementById(element.getAttribute('aria-labelledby'))?.textContent.trim();
            return [...document.querySelectorAll('button, input, select, table, section, dialog')]
                .filter(element => !named(element)).map(element => element.outerHTML);
            """;

    /** The shapes of states that are not seen against what surrounds them. */
    public static final String SHAPES_NOT_SEEN = COLOURS + """
            return [...document.querySelectorAll('.shape')].filter(element => {
              const style = getComputedStyle(element);
              const colour = style.backgroundImage.match(/rgba?\\([^)]*\\)/)?.[0] ?? style.backgroundColor;
              return numbers(colour)[3] === 0 || contrast(colour, ground(element.parentElement)) < 3;
            }).map(element => element.parentElement.outerHTML);
            """;

    /** How the element with the focus is marked, if this is seen against what surrounds it. */
    public static final String OUTLINE_OF_THE_FOCUS = COLOURS + """
            const style = getComputedStyle(document.activeElement);
            const seen = contrast(style.outlineColor, ground(document.activeElement.parentElement)) >= 3;
            return style.outlineStyle + ' ' + style.outlineWidth + (seen ? '' : ', not seen');
            """;

    /** The names of all controls that are seen, in the order in which they stand on the page. */
    public static final String CONTROLS = """
            return [...document.querySelectorAll('button, input, select')].filter(element => element.checkVisibility())
                .map(e => e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent.trim() ?? e.textContent);
            """;

    /** The elements that are seen beyond an edge of the page. */
    public static final String WIDER_THAN_THE_PAGE = """
            return [...document.querySelectorAll('header *, main *, nav *')].filter(element => {
              const box = element.getBoundingClientRect();
              return element.checkVisibility() && box.width && (box.left < -1 || box.right > innerWidth + 1);
            }).map(element => element.outerHTML);
            """;

    /** From now on, adds up how much of the page has moved without being asked, as Lighthouse does. */
    public static final String WATCH_LAYOUT = """
            window.layoutShift = 0;
            new PerformanceObserver(list => {
              for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.layoutShift += entry.value;
            }).observe({type: 'layout-shift'});
            """;

    /** From now on, measures the longest time between two frames. */
    public static final String WATCH_FRAMES = """
            window.longestFrame = 0;
            let last = performance.now();
            const frame = now => {
              window.longestFrame = Math.max(window.longestFrame, now - last);
              last = now;
              requestAnimationFrame(frame);
            };
            requestAnimationFrame(frame);
            """;

    private Accessibility() {}
}
