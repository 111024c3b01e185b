package io.aftercare.process;

import io.aftercare.platform.ReadingRight;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;

/** The people who work here, as the engine's users and groups know them. */
@Component
public class Staff {

    private final IdentityService identities;

    Staff(IdentityService identities) {
        this.identities = identities;
    }

    /**
     * One of them.
     *
     * @param userId  engine user id
     * @param name    first and last name; the user id when neither is known
     * @param address registered mail address, lower-cased; null when none
     * @param groups  engine group ids
     */
    public record Member(String userId, String name, String address, List<String> groups) {

        /** Whether mails to this person may have customers' text in them, see {@link ReadingRight}. */
        public boolean readsRequests() {
            return ReadingRight.of(groups) != ReadingRight.NOTHING;
        }
    }

    /** Who has registered this mail address; empty when nobody or more than one has, for then it identifies none. */
    public Optional<Member> withAddress(String address) {
        if (address == null || address.isBlank()) {
            return Optional.empty();
        }
        List<User> users = identities.createUserQuery().userEmailLike("%@%").list().stream()
                .filter(user -> address.strip().equalsIgnoreCase(user.getEmail().strip())).toList();
        return users.size() == 1 ? Optional.of(member(users.get(0))) : Optional.empty();
    }

    /** The mail addresses that those who work here have registered, lower-cased. */
    public Set<String> addresses() {
        return identities.createUserQuery().userEmailLike("%@%").list().stream()
                .map(user -> user.getEmail().strip().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** Who work in this group, in order of their ids. */
    public List<Member> of(String group) {
        return identities.createUserQuery().memberOfGroup(group).orderByUserId().asc().list().stream().map(this::member)
                .toList();
    }

    /** The member with this engine user id. */
    public Optional<Member> find(String userId) {
        return Optional.ofNullable(identities.createUserQuery().userId(userId).singleResult()).map(this::member);
    }

    private Member member(User user) {
        String name = Stream.of(user.getFirstName(), user.getLastName()).filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return new Member(user.getId(), name.isEmpty() ? user.getId() : name,
                user.getEmail() == null || user.getEmail().isBlank() ? null
                        : user.getEmail().strip().toLowerCase(Locale.ROOT),
                identities.createGroupQuery().groupMember(user.getId()).list().stream().map(Group::getId).sorted()
                        .toList());
    }
}
