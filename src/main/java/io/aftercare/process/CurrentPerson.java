package io.aftercare.process;

import io.aftercare.conversation.Decision;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
        return namesOf(List.of(userId)).get(userId);
    }

    /**
     * How a sentence for colleagues calls the user with this engine user id: by name, or by the id if there is none.
     */
    public String called(String userId) {
        return namesOf(List.of(userId)).getOrDefault(userId, userId);
    }

    /**
     * First and last names by engine user id, of those who have one; may be asked for null, which is nobody. Colleagues
     * know each other by name, though an agent may not list the engine's users.
     */
    public Map<String, String> namesOf(Collection<String> userIds) {
        if (userIds.isEmpty()) {
            return Collections.emptyMap();
        }
        return unchecked(() -> identities.createUserQuery().userIdIn(userIds.toArray(String[]::new)).list()).stream()
                .filter(user -> !Staff.fullName(user).isEmpty())
                .collect(Collectors.toMap(User::getId, Staff::fullName));
    }
}
