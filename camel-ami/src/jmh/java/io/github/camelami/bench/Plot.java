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
package io.github.camelami.bench;

import java.util.List;
import java.util.Locale;

/** A small line plot as SVG: a figure over a few values, evenly spaced. */
final class Plot {
    private static final int WIDTH = 360;
    private static final int HEIGHT = 200;
    private static final int LEFT = 44;
    private static final int BOTTOM = 36;
    private static final int TOP = 26;

    private Plot() {}

    static String svg(String title, String xAxis, List<Integer> xs, List<Double> ys) {
        double most = ys.stream().mapToDouble(Double::doubleValue).max().orElse(1) * 1.1;
        StringBuilder svg = new StringBuilder(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
                WIDTH, HEIGHT));
        text(svg, WIDTH / 2, 15, "middle", title);
        text(svg, WIDTH / 2, HEIGHT - 6, "middle", xAxis);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < xs.size(); i++) {
            double x = LEFT + (WIDTH - LEFT - 20.0) * i / Math.max(1, xs.size() - 1);
            double y = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * ys.get(i) / most;
            line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#05a\"/>%n", x, y));
            text(svg, (int) x, HEIGHT - 22, "middle", String.valueOf(xs.get(i)));
            text(svg, (int) x, (int) y - 6, "middle", String.format(Locale.ROOT, "%.2f", ys.get(i)));
        }
        svg.append("<polyline fill=\"none\" stroke=\"#05a\" points=\"")
                .append(line.toString().strip())
                .append("\"/>\n");
        int base = HEIGHT - BOTTOM;
        svg.append(String.format(
                "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#888\"/>%n", LEFT - 14, TOP, base, WIDTH - 6));
        return svg.append("</svg>\n").toString();
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append(String.format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }
}
