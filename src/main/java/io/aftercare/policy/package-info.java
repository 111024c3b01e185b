/**
 * The support policy as it is published: its rules in words, in which the decision tables fill in the numbers, and
 * where a sentence cites them. What it decides stands in the tables and diagrams.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Policy", allowedDependencies = {})
package io.aftercare.policy;
