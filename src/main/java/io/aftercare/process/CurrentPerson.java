package io.aftercare.process;

import io.aftercare.conversation.Decision;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;

/** Who does what the process is just carrying out. */
@Component
public class CurrentPerson {

    private final IdentityService identities;

    CurrentPerson(IdentityService identities) {
        this.identities = identities;
    }

    /** Engine user id, or {@link Decision#PROCESS} when no person acts. */
    public String id() {
        return identities.getCurrentAuthentication() == null ? Decision.PROCESS
                : identities.getCurrentAuthentication().getUserId();
    }

    /** Does in the engine what the person's work asks for, whatever rights of the engine the person has. */
    public <T> T unchecked(Supplier<T> work) {
        var person = identities.getCurrentAuthentication();
        identities.clearAuthentication();
        try {
            return work.get();
        } finally {
            if (person != null) {
                identities.setAuthentication(person.getUserId(), person.getGroupIds(), person.getTenantIds());
            }
        }
    }

    /** First and last name of the user with this engine user id; null when there is no such user or no name. */
    public String nameOf(String userId) {
        User user = identities.createUserQuery().userId(userId).singleResult();
        return user == null ? null
                : Optional.of(Stream.of(user.getFirstName(), user.getLastName())
                        .filter(name -> name != null && !name.isBlank()).collect(Collectors.joining(" ")))
                        .filter(name -> !name.isEmpty()).orElse(null);
    }
}
