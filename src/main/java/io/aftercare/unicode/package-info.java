/**
 * Text of strangers: Unicode's normal forms, by {@link io.aftercare.unicode.NormalizedText}, the only place that
 * normalizes; and as much of it as a sentence repeats, by {@link io.aftercare.unicode.QuotedInput}; and which charset
 * of Windows older text is in, by {@link io.aftercare.unicode.WindowsText}. Everybody may call them.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Unicode", allowedDependencies = {})
package io.aftercare.unicode;
