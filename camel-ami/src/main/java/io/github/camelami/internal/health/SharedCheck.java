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
package io.github.camelami.internal.health;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/** A check that several producers share. */
final class SharedCheck {
    private final AmiHealthCheck check;
    private final WritableHealthCheckRepository repository;
    private int producers;

    private SharedCheck(AmiHealthCheck check, WritableHealthCheckRepository repository) {
        this.check = check;
        this.repository = repository;
    }

    /** Registers a check in the context, if the context has a repository to which checks can be added. */
    static SharedCheck register(AmiHealthCheck check, CamelContext context) {
        var repository = HealthCheckHelper.getHealthCheckRepository(context, "producers");
        if (!(repository instanceof WritableHealthCheckRepository writable)) {
            return new SharedCheck(check, null);
        }
        writable.addHealthCheck(check);
        return new SharedCheck(check, writable);
    }

    String id() {
        return check.getId();
    }

    void add() {
        producers++;
    }

    /**
     * Records that a producer no longer shares the check.
     *
     * @return whether this was the last producer
     */
    boolean remove() {
        return --producers == 0;
    }

    void unregister() {
        if (repository != null) {
            repository.removeHealthCheck(check);
        }
    }
}
