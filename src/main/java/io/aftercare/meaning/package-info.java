/** What sentences mean, as vectors: the sentence models, by which articles are found and requests are triaged. */
@org.springframework.modulith.ApplicationModule(displayName = "Meaning")
package io.aftercare.meaning;
