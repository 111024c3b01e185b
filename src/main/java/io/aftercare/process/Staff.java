package io.aftercare.process;

import io.aftercare.conversation.Addresses;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.platform.ReadingRight;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The people who work here, as the engine's users and groups know them. */
@Component
public class Staff {

    private static final int MOST_NAMES = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(Staff.class);
    private static final int LONGEST_SHOWN = 100;

    private final IdentityService identities;
    private final SupportAddress supportAddress;
    /** Of whom it has been said that the registered address is none, with that address. */
    private final Map<String, String> told = new ConcurrentHashMap<>();

    Staff(IdentityService identities, SupportAddress supportAddress) {
        this.identities = identities;
        this.supportAddress = supportAddress;
    }

    /**
     * One of them.
     *
     * @param userId  engine user id
     * @param name    first and last name; the user id when neither is known
     * @param address registered mail address, lower-cased; null when there is none that mail can be sent to
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
                .map(user -> Addresses.normalised(user.getEmail())).collect(Collectors.toSet());
    }

    /** First and last names of those who work here; of very many, the first. */
    List<String> names() {
        return identities.createUserQuery().listPage(0, MOST_NAMES).stream()
                .map(Staff::fullName).filter(name -> !name.isEmpty()).toList();
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

    /** Null when it is none that mail can be sent to, which is said once. */
    private String address(User user) {
        String written = user.getEmail() == null ? "" : user.getEmail().strip();
        if (Addresses.isAddress(written) && !supportAddress.ours(written)) {
            return Addresses.normalised(written);
        }
        if (!written.isEmpty() && !written.equals(told.put(user.getId(), written))) {
            LOG.warn("No mail is sent to the user {}: the address in the user's profile, \"{}\", is {}. Correct it in "
                    + "Admin, under Users.", user.getId(), shown(written),
                    Addresses.isAddress(written)
                            ? "the support's own"
                            : "no mail address");
        }
        return null;
    }

    private static String shown(String written) {
        String line = written.replaceAll("[\\p{Cntrl}\"]", " ");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }

    /** First and last name; empty when the engine knows neither. */
    static String fullName(User user) {
        return Stream.of(user.getFirstName(), user.getLastName()).filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
    }

    private Member member(User user) {
        String name = fullName(user);
        return new Member(user.getId(), name.isEmpty() ? user.getId() : name,
                address(user),
                identities.createGroupQuery().groupMember(user.getId()).list().stream().map(Group::getId).sorted()
                        .toList());
    }
}
