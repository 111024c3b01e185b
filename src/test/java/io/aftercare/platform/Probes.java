package io.aftercare.platform;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Places in the running application at which tests see what came through. */
@TestConfiguration(proxyBeanMethods = false)
class Probes {

    @Bean
    Probe probe() {
        return new Probe();
    }

    /** Lets diagrams call the probe, though not all of it. */
    @Bean
    ProcessContract probeContract() {
        return new ProcessContract() {
            @Override
            public Map<String, Set<String>> beans() {
                return Map.of("probe", Set.of("touch", "fail"));
            }

            @Override
            public boolean passing(String process, String variable) {
                return false;
            }

            @Override
            public Map<String, Class<?>> variables() {
                return Map.of();
            }

            @Override
            public Set<String> messages() {
                return Set.of();
            }

            @Override
            public Set<String> errorCodes() {
                return Set.of();
            }

            @Override
            public Set<String> decisionInputs() {
                return Set.of();
            }
        };
    }

    /** Stands for any bean that an expression could call. */
    public static class Probe {

        final AtomicInteger touched = new AtomicInteger();

        public String touch() {
            touched.incrementAndGet();
            return "root";
        }

        public void fail() {
            throw new IllegalStateException("a fault of ours");
        }

        /** Stands for what is not for diagrams. */
        public String hidden() {
            return touch();
        }
    }

    record Note(@NotBlank String text) {
    }

    record ManyNotes(List<@Valid Note> notes) {
    }

    @TestComponent
    @RestController
    static class ProbeController {

        private final IdentityService identities;

        ProbeController(IdentityService identities) {
            this.identities = identities;
        }

        @GetMapping({"/api/requests/probe/me", "/camunda/api/aftercare/probe"})
        String me() {
            return identities.getCurrentAuthentication().getUserId();
        }

        @PostMapping("/camunda/api/aftercare/probe")
        String post(@RequestBody String body) {
            return body;
        }

        @PostMapping(path = "/api/probe/notes", consumes = MediaType.APPLICATION_JSON_VALUE)
        String note(@Valid @RequestBody Note note) {
            return note.text();
        }

        @PostMapping(path = "/api/probe/many-notes", consumes = MediaType.APPLICATION_JSON_VALUE)
        int notes(@Valid @RequestBody ManyNotes many) {
            return many.notes().size();
        }

        @GetMapping("/api/articles/probe/{failure}")
        String fail(@PathVariable String failure) {
            switch (failure) {
                case "ours" -> throw new IllegalArgumentException("A probe has no \"limit\"; leave it out.");
                case "missing" -> throw new NoSuchElementException("There is no probe 7.");
                case "library" -> List.of(1).subList(2, 1);
                case "unexpected" -> throw new IllegalStateException("secret innards");
                default -> throw new AssertionError(failure);
            }
            return "";
        }

        @GetMapping("/probe-page")
        String page() {
            throw new IllegalArgumentException("for a page");
        }
    }
}
