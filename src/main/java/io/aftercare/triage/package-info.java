/**
 * Which kind of assistance a text asks for, in which language, about which product, from which origin, and how sure
 * that is.
 *
 * <p>
 * Other modules triage a text and teach through {@link io.aftercare.triage.TextTriage}, read what a reply asks for
 * through {@link io.aftercare.triage.ReplyClassifier}, and keep and show reasons through
 * {@link io.aftercare.triage.TriageExplanations}. They give what is theirs to know through
 * {@link io.aftercare.triage.ArticleSubjects} and {@link io.aftercare.triage.OriginIndicators}. Inside,
 * {@code KindModels} judges by the active {@code TextClassifier}, which {@code KindRefit} fits anew ({@code KindFit},
 * {@code Training}) when people teach.
 *
 * <p>
 * What holds: a triage never fails because of the text; without a sentence model words tell; a challenger becomes
 * active only if it judges requests that it has not seen as well as the champion and as the shipped model; what a
 * manager chose stays; one node fits at a time, in one thread; of customers' mails a model keeps numbers, no words.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Triage",
        allowedDependencies = {"conversation :: kernel", "embedding", "entitlement", "unicode"})
package io.aftercare.triage;
