/**
 * Unicode's normal forms for text of strangers. {@link io.aftercare.unicode.NormalizedText} is the only place that
 * normalizes; everybody may call it.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Unicode", allowedDependencies = {})
package io.aftercare.unicode;
