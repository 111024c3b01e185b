package io.aftercare.conversation;

import java.time.Instant;
import org.springframework.modulith.NamedInterface;

/**
 * A decision on a request and why it fell so.
 *
 * @param subject   what was decided, such as {@code entitlement} or {@code origin}
 * @param result    such as {@code EXPIRED}
 * @param rule      the rule of the policy that decided, in words; null when no rule was applied
 * @param reason    the facts in a sentence; null when the result says it all
 * @param decidedBy engine user id of a person, or {@link #PROCESS}
 */
@NamedInterface("kernel")
public record Decision(Instant at, String subject, String result, String rule, String reason, String decidedBy) {

    /** Decided by a rule, not by a person. */
    public static final String PROCESS = "process";
}
