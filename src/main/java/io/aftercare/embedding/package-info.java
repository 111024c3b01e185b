/**
 * Sentence embeddings: texts as vectors, by which articles are found and requests are triaged beside their words.
 *
 * <p>
 * {@link io.aftercare.embedding.SentenceModels} has the {@link io.aftercare.embedding.SentenceModel} of a language,
 * loaded in the background. Whoever asks must do without: a language may have no model, its model may not be there yet,
 * and a model may fail on a text.
 *
 * <p>
 * What holds: nothing of a text leaves the process; a call takes one core at most; vectors of two models are never
 * compared.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Embeddings", allowedDependencies = {})
package io.aftercare.embedding;
