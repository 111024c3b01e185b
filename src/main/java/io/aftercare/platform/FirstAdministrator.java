package io.aftercare.platform;

import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Creates the first administrator from the configuration, once; afterwards people are kept in the Admin application.
 */
@Component
class FirstAdministrator {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private final IdentityService identities;
    private final AdministratorProperties account;

    FirstAdministrator(IdentityService identities, AdministratorProperties account) {
        this.identities = identities;
        this.account = account;
    }

    /** Does nothing when there is an administrator, or when none is configured. */
    void createIfNone() {
        if (Stream.of(account.user(), account.password()).noneMatch(StringUtils::hasText)
                || identities.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).count() > 0) {
            return;
        }
        if (!StringUtils.hasText(account.user()) || !StringUtils.hasText(account.password())) {
            throw new IllegalStateException("Set both aftercare.admin.user and aftercare.admin.password.");
        }
        User user = identities.createUserQuery().userId(account.user()).singleResult();
        if (user == null) {
            user = identities.newUser(account.user());
            user.setFirstName("Administrator");
            user.setPassword(account.password());
            if (!identities.checkPasswordAgainstPolicy(account.password(), user).isValid()) {
                throw new IllegalStateException("aftercare.admin.password is too weak: use at least 10 characters with "
                        + "upper and lower case letters, a digit and a special character, and not the user's name.");
            }
            identities.saveUser(user);
        }
        identities.createMembership(user.getId(), Groups.CAMUNDA_ADMIN);
        LOG.info("Created the first administrator, {}. aftercare.admin.password is not needed any more.", user.getId());
    }

    /**
     * @param user     user id of the first administrator, who is created when there is none; null creates nobody
     * @param password of the first administrator; not needed any more once there is one
     */
    @ConfigurationProperties("aftercare.admin")
    record AdministratorProperties(String user, String password) {

        @Override
        public String toString() {
            return "AdministratorProperties[user=" + user + "]";
        }
    }
}
