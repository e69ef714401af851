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
package io.github.camelami.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers GetConfig and ListCategories for the files that a test adds. */
final class ConfigActions {

    private final Map<String, Map<String, List<String>>> files = new ConcurrentHashMap<>();

    void addTo(Actions actions) {
        actions.add("GetConfig", this::get);
        actions.add("ListCategories", this::categories);
    }

    void put(String file, String text) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> section = new ArrayList<>();
        for (String line : text.lines()
                .map(String::strip)
                .filter(each -> !each.isEmpty() && !each.startsWith(";"))
                .toList()) {
            if (line.startsWith("[") && line.endsWith("]")) {
                section = sections.computeIfAbsent(line.substring(1, line.length() - 1), name -> new ArrayList<>());
            } else {
                section.add(line.replaceFirst("\\s*=>?\\s*", "="));
            }
        }
        files.put(file, sections);
    }

    private Reply get(ReceivedAction action) {
        Map<String, List<String>> sections = files.get(action.field("Filename"));
        if (sections == null) {
            return missing(action.field("Filename"));
        }
        Reply reply = Reply.success();
        String only = action.field("Category");
        int category = 0;
        for (Map.Entry<String, List<String>> section : sections.entrySet()) {
            if (only.isEmpty() || only.equals(section.getKey())) {
                reply.with(String.format("Category-%06d", category), section.getKey());
                int line = 0;
                for (String text : section.getValue()) {
                    reply.with(String.format("Line-%06d-%06d", category, line++), text);
                }
                category++;
            }
        }
        return category == 0 ? reply.line("No categories found") : reply;
    }

    private Reply categories(ReceivedAction action) {
        Map<String, List<String>> sections = files.get(action.field("Filename"));
        if (sections == null) {
            return missing(action.field("Filename"));
        }
        Reply reply = Reply.success();
        int category = 0;
        for (String name : sections.keySet()) {
            reply.with(String.format("Category-%06d", category++), name);
        }
        return reply;
    }

    private static Reply missing(String file) {
        if (file.isEmpty()) {
            return Reply.error("Filename not specified");
        }
        return Reply.error(
                file.startsWith("..") || file.startsWith("/")
                        ? "File requires escalated privileges"
                        : "Config file not found");
    }
}
