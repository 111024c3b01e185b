/**
 * Who may call what, and as whom. {@code SecurityConfiguration} lays Spring Security over all that is ours;
 * {@code AccessRule} is the one list of who may call which path; {@code LoginThrottle} slows guessing down at every
 * door that takes a password.
 */
package io.aftercare.platform.security;
