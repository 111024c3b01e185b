package io.aftercare.triage;

import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Reads whether a reply says no more than a click would: solved, or withdrawn. To take a customer's trouble for settled
 * is worse than to show a settled matter to a person, so a single word of doubt suffices to leave it to the person.
 */
@Component
public class ReplyClassifier {

    private static final int LONGEST = 400;

    private static final Pattern SOLVED = words(
            "(?:problem|issue|question|matter|it|that|this|everything|all|now|is|are|was|has been|been|got it|i)? "
                    + "?(?:solved|resolved|fixed|sorted)",
            "(?:that|this|it|which) (?:did it|did the trick|worked|helped|has helped|was it)",
            "(?:it|everything|all|program|that|this) (?:now )?(?:works|is working|is fine|runs)",
            "works (?:now|again|fine|perfectly|well|like a charm)", "working (?:now|again|fine|perfectly)",
            "(?:problem|error|issue) (?:is|has) (?:now )?(?:gone|disappeared)", "no longer a problem",
            "(?:resolu|regle|solutionne|repare|depanne)e?s?",
            "(?:ca|cela|tout|il|elle|qui|logiciel|programme) (?:re)?(?:marche|fonctionne)(?: "
                    + "(?:bien|maintenant|parfaitement|a nouveau|de nouveau))*",
            "(?:ca|cela) a (?:bien )?(?:marche|fonctionne)", "c'est bon", "tout est (?:bon|ok|rentre dans l'ordre)",
            "(?:probleme|erreur) (?:a )?(?:disparu|disparue)");

    private static final String REQUEST =
            "(?:my|our|this|the) (?:support )?(?:request|ticket|enquiry|inquiry|question|case)";
    private static final String DEMANDE = "(?:(?:ma|notre|cette|la) (?:demande|requete|question)|(?:mon|ce|le) ticket)";
    private static final String HELP =
            "(?:(?:your |any |any further |further )?(?:help|assistance|support)|an answer|a reply)";

    private static final Pattern WITHDRAWN = words(
            "i'd like to (?:withdraw|cancel) " + REQUEST, "(?:annulez|retirez) " + DEMANDE,
            "(?:i|we) no longer (?:need|require) " + HELP,
            "(?:i|we) (?:don't|do not) (?:need|require) " + HELP + " any ?(?:more|longer)",
            REQUEST + " is no longer (?:needed|necessary|relevant|required)",
            "(?:je n'ai|nous n'avons) plus besoin (?:de votre aide|d'aide|d'assistance|de reponse)",
            "(?:ma|notre|cette) (?:demande|requete|question) n'est plus (?:d'actualite|necessaire|utile)",
            "(?:i|we) (?:hereby |now |would like to |want to |wish to |am |are "
                    + ")?(?:withdraw|withdrawing|cancel|cancelling|retract) (?:my|our|this|the) (?:support "
                    + ")?(?:request|ticket|enquiry|inquiry|question|case)",
            "(?:please|kindly|you can|you may|you could) (?:withdraw|cancel|drop|disregard) (?:my|our|this|the) "
                    + "(?:support )?(?:request|ticket|enquiry|inquiry|question|case)",
            "(?:my|our|this|the) (?:support )?(?:request|ticket|enquiry|inquiry|question|case) is (?:hereby "
                    + ")?(?:withdrawn|cancelled)",
            "(?:j'annule|je retire|nous annulons|nous retirons) (?:ma|notre|cette|la) (?:demande|requete|question)",
            "(?:je|nous) (?:souhaite|souhaitons|veux|voulons|voudrais|desire|prefere) (?:annuler|retirer) "
                    + "(?:ma|notre|cette|la) (?:demande|requete|question)",
            "(?:vous pouvez|veuillez|merci de|merci d'|priere de|priere d'|je vous prie de|je vous prie d') "
                    + "?(?:annuler|retirer) (?:ma|notre|cette|la) (?:demande|requete|question)",
            "(?:j'annule|je retire|vous pouvez annuler|veuillez annuler|merci d'annuler) (?:mon|ce|le) ticket",
            "(?:ma|notre|cette) (?:demande|requete) est annulee");

    // To close a request may mean that it is solved or that nobody cares; only with a reason is it a withdrawal.
    private static final Pattern CLOSE = words(
            "(?:please|kindly|you can|you may|you could)(?: now)? close (?:" + REQUEST
                    + "|this(?= ?(?:[.,;:!)-]|as |because |since |$)))",
            "(?:vous pouvez|veuillez|merci de|priere de|je vous prie de) (?:clore|cloturer|fermer) " + DEMANDE);

    private static final String NO_LONGER_NEEDED = "(?:i|we) no longer (?:need|require) (?:it|this|that|" + HELP + ")"
            + "|(?:i|we) (?:don't|do not) (?:need|require) (?:it|this|that|" + HELP + ") any ?(?:more|longer)"
            + "|(?:(?:it|this|that|which|" + REQUEST + ")(?: is|'s) )?no longer (?:needed|necessary|relevant|required)"
            + "|(?:je n'en ai|nous n'en avons) plus besoin"
            + "|(?:je n'ai|nous n'avons) plus besoin (?:de votre aide|d'aide|d'assistance|de reponse)"
            + "|(?:ce|elle|cela|il|" + DEMANDE + ") n'est plus (?:d'actualite|necessaire|utile|la peine)";
    private static final Pattern NOT_NEEDED = words(NO_LONGER_NEEDED);

    // What else may be closed or be needed no longer.
    private static final Pattern SOMETHING_ELSE = words("licen[cs]es?", "accounts?", "comptes?", "newsletter",
            "programm?e?", "software",
            "logiciel", "product", "produit", "purchase", "achat", "payment", "paiement", "windows?", "fenetre");

    // "My request for a refund", "ma demande de remboursement": not the request to us, but one about something.
    private static final Pattern REQUEST_ABOUT_SOMETHING = words(
            "(?:request|enquiry|inquiry|question|case|ticket) (?:for|of|to|about|regarding|concerning)",
            "(?:demande|requete|question) (?:de|d'|du|des|pour|sur|concernant|a propos)");

    private static final Pattern DOUBT = words(
            // refused
            "no", "not", "never", "neither", "nor", "none", "nothing", "cannot", "cant", "dont", "doesnt", "didnt",
            "isnt", "wasnt", "without", "\\w*n't",
            "pas", "jamais", "aucune?", "rien", "ni", "non", "ne", "n'\\w*", "sans", "guere",
            // so far, in part, perhaps
            "still", "yet", "but", "however", "although", "though", "except", "unless", "until", "only", "almost",
            "nearly", "partly",
            "partially", "half", "some", "sometimes", "again and again", "now and then", "hardly", "barely",
            "supposedly", "apparently",
            "temporarily", "for a while", "instead", "otherwise", "remains?", "remaining", "seems?", "think",
            "hopefully", "hope",
            "maybe", "perhaps", "at first", "first", "briefly", "until",
            "toujours", "encore", "mais", "cependant", "pourtant", "toutefois", "neanmoins", "sauf", "seulement",
            "presque",
            "partiellement", "en partie", "parfois", "sinon", "quoique", "bien que", "malgre", "semble", "crois",
            "pense", "espere",
            "peut-etre", "a moitie", "temporairement", "reste", "d'abord", "au debut",
            // a condition, a wish, a thing to come
            "if", "when", "once", "whether", "will", "would", "should", "could", "can", "must", "need", "needs", "want",
            "wants", "wish to know",
            "how", "why", "what", "where", "who", "waiting", "wait", "expect", "try", "trying", "be", "being", "get",
            "getting", "have it", "have this",
            "si", "quand", "lorsque", "des que", "une fois", "comment", "pourquoi", "quoi", "quel(?:le)?s?", "doit",
            "devrait", "faut", "faudrait",
            "aimerais", "attends?", "attente", "sera", "serait", "soit", "essaye?r?", "essaie",
            // something besides
            "another", "other", "different", "new (?:problem|issue|error|question)", "also", "too slow", "besides",
            "second", "next", "worse", "crash\\w*",
            "autres?", "nouveau probleme", "nouvelle (?:erreur|question)", "aussi", "egalement", "deuxieme",
            "par contre", "en revanche", "pire", "plante",
            // for something else
            "refund", "order", "subscription", "remboursement", "commande", "abonnement");

    // These hold a word of doubt and yet are clear.
    private static final Pattern CLEAR =
            words("no longer a problem", "get outlook for (?:ios|android|mac)", NO_LONGER_NEEDED,
                    "never ?mind(?= ?(?:[.,;:!-]|$))",
                    "you (?:can|could)(?= (?:now )?(?:withdraw|cancel|drop|disregard|close))",
                    "(?:would like|want|wish)(?= to (?:withdraw|cancel))");

    /**
     * What a reply means.
     *
     * @param replyTextWithoutQuote what the customer wrote, in English or French, without the mail it answers; null and
     *                              blank are {@link ReplyIntent#OTHER}
     */
    public ReplyIntent read(String replyTextWithoutQuote) {
        if (replyTextWithoutQuote == null || replyTextWithoutQuote.length() > LONGEST
                || replyTextWithoutQuote.contains("?")) {
            return ReplyIntent.OTHER;
        }
        String text = WordNormalizer.plain(replyTextWithoutQuote);
        boolean solved = SOLVED.matcher(text).find();
        boolean withdrawn = (WITHDRAWN.matcher(text).find() || closedUnneeded(text))
                && !REQUEST_ABOUT_SOMETHING.matcher(text).find();
        if (!solved && !withdrawn || DOUBT.matcher(CLEAR.matcher(text).replaceAll(" ")).find()) {
            return ReplyIntent.OTHER;
        }
        return solved ? ReplyIntent.SOLVED : ReplyIntent.WITHDRAWN;
    }

    private static boolean closedUnneeded(String text) {
        return CLOSE.matcher(text).find() && NOT_NEEDED.matcher(text).find() && !SOMETHING_ELSE.matcher(text).find();
    }

    private static Pattern words(String... alternatives) {
        return Pattern.compile("(?<!\\w)(?:" + String.join("|", alternatives) + ")(?![\\w'])");
    }
}
