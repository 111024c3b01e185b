package io.aftercare.platform.security;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The engine's users and their passwords; the groups of a user are the authorities. */
@Component
class EngineUsers implements AuthenticationProvider {

    private final ObjectProvider<IdentityService> identities;

    EngineUsers(ObjectProvider<IdentityService> identities) {
        this.identities = identities;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        IdentityService identity = identities.getObject();
        String user = login.getName();
        if (!identity.checkPassword(user, String.valueOf(login.getCredentials()))) {
            if (RequestContextHolder.currentRequestAttributes().getAttribute(LoginSlowedDownFilter.ATTRIBUTE,
                    RequestAttributes.SCOPE_REQUEST) instanceof TooManyLoginsException slowedDown) {
                throw new LoginSlowedDown(slowedDown);
            }
            throw new BadCredentialsException("User or password are wrong.");
        }
        return UsernamePasswordAuthenticationToken.authenticated(user, null, AuthorityUtils.createAuthorityList(
                identity.createGroupQuery().groupMember(user).list().stream().map(Group::getId).toList()));
    }

    @Override
    public boolean supports(Class<?> login) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(login);
    }
}
