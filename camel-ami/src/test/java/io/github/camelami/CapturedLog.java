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
package io.github.camelami;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged, by whatever logger, from its start to its close. */
public final class CapturedLog implements AutoCloseable {
    /** Logs are told apart by their numbers, because tests on several servers run side by side. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final List<LogEvent> events = new CopyOnWriteArrayList<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final Map<LoggerConfig, Level> before = new LinkedHashMap<>();
    private final AbstractAppender appender =
            new AbstractAppender("captured " + COUNT.incrementAndGet(), null, null, false, Property.EMPTY_ARRAY) {
                @Override
                public void append(LogEvent event) {
                    events.add(event.toImmutable());
                }
            };

    private CapturedLog(Level level) {
        appender.start();
        context.getConfiguration().getLoggers().values().forEach(logger -> {
            before.put(logger, logger.getLevel());
            logger.setLevel(level);
        });
        context.getConfiguration().getRootLogger().addAppender(appender, level, null);
        context.updateLoggers();
    }

    public static CapturedLog debug() {
        return new CapturedLog(Level.DEBUG);
    }

    public static CapturedLog trace() {
        return new CapturedLog(Level.TRACE);
    }

    /** What the classes of a package logged at a level or above. */
    public List<LogEvent> events(String packageName, Level level) {
        return events.stream()
                .filter(event -> event.getLoggerName().startsWith(packageName)
                        && event.getLevel().isMoreSpecificThan(level))
                .toList();
    }

    /** The warnings and errors of a package, as text. */
    public List<String> warnings(String packageName) {
        return events(packageName, Level.WARN).stream()
                .map(event -> event.getMessage().getFormattedMessage())
                .toList();
    }

    /** The lines of these events with logger, thread and stack trace. */
    public List<String> lines(Predicate<LogEvent> which) {
        return events.stream().filter(which).map(CapturedLog::text).toList();
    }

    private static String text(LogEvent event) {
        java.io.StringWriter text = new java.io.StringWriter();
        text.append(event.getLoggerName())
                .append(' ')
                .append(event.getThreadName())
                .append(' ');
        text.append(event.getMessage().getFormattedMessage());
        if (event.getThrown() != null) {
            event.getThrown().printStackTrace(new java.io.PrintWriter(text, true));
        }
        return text.toString();
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender(appender.getName());
        before.forEach(LoggerConfig::setLevel);
        context.updateLoggers();
        // not stopped, because another thread may still be about to append
    }
}
