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
package io.github.camelami.examples.routesyamlxml;

import org.apache.camel.main.Main;

/**
 * Runs the routes with Camel Main. {@code -Droutes} selects {@code java}, {@code yaml} (the default) or {@code xml}.
 */
public final class OnCamelMain {

    private OnCamelMain() {}

    public static void main(String[] args) throws Exception {
        EmbeddedPbx.startUnlessHostIsGiven();
        main(System.getProperty("routes", "yaml")).run(args);
    }

    static Main main(String language) {
        Main main = new Main();
        main.configure()
                .withRoutesIncludePattern("classpath:routes/*." + language)
                .withDurationMaxSeconds(Integer.getInteger("ami.seconds", 0));
        if (language.equals("java")) {
            main.configure().addRoutesBuilder(new Calls());
        }
        return main;
    }
}
