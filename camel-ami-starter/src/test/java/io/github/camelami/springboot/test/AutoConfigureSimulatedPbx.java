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
package io.github.camelami.springboot.test;

import io.github.camelami.simulator.SimulatedPbx;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Starts a simulated PBX on a free port for the application context of a test, and points connections at it, whatever
 * the application's properties say of their host, port, TLS, user name, secret and proxy. A connection with {@code
 * transport=http} uses HTTP. The {@link SimulatedPbx} is a bean; it ends with the context. If the application opens a
 * session with another PBX when it starts, the log has a warning.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AutoConfigureSimulatedPbx {

    /**
     * The connections that lead to it, as in {@code ami:name}. Empty: the settings of the component, for URIs whose
     * name is no named connection.
     */
    String[] value() default {};

    /** Asterisk's major version that it behaves as: 22 or 16. */
    int version() default 22;
}
