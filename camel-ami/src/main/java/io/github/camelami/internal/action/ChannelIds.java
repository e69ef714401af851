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
package io.github.camelami.internal.action;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Creates ids for the channels of an Originate, so that the id of the call is known from the start. They have the form
 * of Asterisk's own ids, such as {@code 1764412345.1234567890}, because dialplans and databases rely on that form. The
 * number after the dot is so large that Asterisk, which counts from 0 after each start, does not reach it.
 */
final class ChannelIds {
    private static final int FIRST = 1_000_000_000;
    private static final int COUNT = Integer.MAX_VALUE - FIRST;

    private static final AtomicInteger NEXT = new AtomicInteger(new SecureRandom().nextInt(COUNT));

    private ChannelIds() {}

    static String next() {
        int number = FIRST + NEXT.getAndUpdate(last -> (last + 1) % COUNT);
        return System.currentTimeMillis() / 1000 + "." + number;
    }
}
