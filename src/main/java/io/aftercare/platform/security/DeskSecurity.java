package io.aftercare.platform.security;

import jakarta.servlet.Filter;

/**
 * Guards our controllers within the web applications' paths.
 *
 * @param filter to stand behind the web applications' own filters
 */
public record DeskSecurity(Filter filter) {
}
