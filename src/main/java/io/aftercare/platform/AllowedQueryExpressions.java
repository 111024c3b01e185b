package io.aftercare.platform;

import java.util.regex.Pattern;

/**
 * The expressions a task query may contain, and no other (CVE-2026-109432): the user who asks, the groups of that user,
 * and the present. A filter of Tasklist needs them; any other expression could call our beans.
 */
final class AllowedQueryExpressions {

    private static final Pattern ALLOWED = Pattern.compile(
            "\\s*[$#]\\{\\s*(currentUser|currentUserGroups|now)\\(\\s*\\)\\s*}\\s*");

    static final String REJECTION = "Expressions are not allowed in queries. A stored filter may use "
            + "${currentUser()}, ${currentUserGroups()} and ${now()}.";

    private AllowedQueryExpressions() {
    }

    static boolean isAllowed(String expression) {
        return ALLOWED.matcher(expression).matches();
    }
}
