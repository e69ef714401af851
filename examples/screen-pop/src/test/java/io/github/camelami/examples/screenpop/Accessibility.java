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

/** What a page can be asked about itself, in its own language. */
final class Accessibility {

    /** The texts whose contrast is below the 4.5 to 1 of WCAG level AA, all that lies on top of each other reckoned in. */
    static final String CONTRASTS_BELOW_AA = """
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
            const bad = [];
            for (const element of document.querySelectorAll('body, body *')) {
              const text = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
              if (!text || !element.checkVisibility()) continue;
              const [a, b] = [light(numbers(getComputedStyle(element).color)), light(ground(element))];
              const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              if (contrast < 4.5) bad.push(element.textContent + ' ' + contrast);
            }
            return bad;
            """;

    /** The elements with a transition or animation. */
    static final String MOVING = """
            return [...document.querySelectorAll('*')].filter(element => {
              const style = getComputedStyle(element);
              return style.transitionDuration !== '0s' || style.animationName !== 'none';
            }).map(element => element.outerHTML);
            """;

    /** The controls without a name, and the tables and sections without a label that exists. */
    static final String WITHOUT_A_NAME = """
            const named = element => element.getAttribute('aria-label') || element.labels?.[0]?.textContent.trim()
                || element.matches('button') && element.textContent.trim()
                || document.getElementById(element.getAttribute('aria-labelledby'))?.textContent.trim();
            return [...document.querySelectorAll('button, input, select, table, section, dialog')]
                .filter(element => !named(element)).map(element => element.outerHTML);
            """;

    /** How the element with the focus is marked. */
    static final String OUTLINE_OF_THE_FOCUS = """
            const style = getComputedStyle(document.activeElement);
            return style.outlineStyle + ' ' + style.outlineWidth;
            """;

    private Accessibility() {}
}
