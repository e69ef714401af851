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

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;

/** Watches a Camel context as operators do: reads the attributes of its MBeans, its health and its meters, each second. */
final class Watch {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    /** Of MBeans and of health checks. */
    private static final List<String> TYPES = List.of("consumers", "producers");

    private final CamelContext camel;
    private final MeterRegistry meters = new SimpleMeterRegistry();

    private Watch(CamelContext camel) {
        this.camel = camel;
    }

    /** Watches a context that has not been started. */
    static void over(CamelContext camel) {
        Watch watch = new Watch(camel);
        camel.getRegistry().bind("meters", MeterRegistry.class, watch.meters);
        HealthCheckRegistry health = HealthCheckRegistry.get(camel);
        for (String id : TYPES) {
            HealthCheckRepository checks = (HealthCheckRepository) health.resolveById(id);
            checks.setEnabled(true);
            health.register(checks);
        }
        camel.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(watch, "watch")
                .scheduleAtFixedRate(watch::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            readAttributes();
            HealthCheckHelper.invoke(camel);
            meters.getMeters().forEach(meter -> meter.measure().forEach(Measurement::getValue));
        } catch (JMException | RuntimeException e) {
            // what is not watched must not count as watched
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void readAttributes() throws JMException {
        for (String type : TYPES) {
            for (ObjectName name : SERVER.queryNames(new ObjectName("org.apache.camel:type=" + type + ",*"), null)) {
                SERVER.getAttributes(
                        name,
                        Arrays.stream(SERVER.getMBeanInfo(name).getAttributes())
                                .map(MBeanAttributeInfo::getName)
                                .toArray(String[]::new));
            }
        }
    }
}
