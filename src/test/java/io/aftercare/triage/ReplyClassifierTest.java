package io.aftercare.triage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyClassifierTest {

    private final ReplyClassifier reading = new ReplyClassifier();

    @ParameterizedTest
    @ValueSource(strings = {
            "Solved, thank you!",
            "solved",
            "SOLVED!!!",
            "That fixed it.",
            "That fixed it, many thanks for the quick help. Best regards, Anna Berg",
            "Hello,\n\nthe problem is solved now.\n\nThank you\nBen",
            "It works now, thanks",
            "Thanks! Everything works again.",
            "All sorted, thanks a lot",
            "This helped, thank you very much.",
            "The article helped. That did it!",
            "The error is gone, thank you",
            "My problem has been resolved. Kind regards",
            "Issue resolved. You can close the ticket.",
            "I got it fixed, thank you",
            "It is working perfectly, great service",
            "Solved!\n\nGet Outlook for iOS",
            "C'est résolu, merci",
            "C’est résolu, merci !",
            "problème réglé",
            "Bonjour, mon problème est réglé. Merci beaucoup. Cordialement, Zoé",
            "Ça marche, merci !",
            "ca marche maintenant, merci",
            "Tout fonctionne à nouveau, merci de votre aide",
            "Cela fonctionne parfaitement. Bonne journée",
            "C'est bon, merci !",
            "Merci, tout est rentré dans l'ordre.",
            "L'erreur a disparu, merci beaucoup",
            "Question résolue, merci",
            "RÉSOLU",
            "Super, ça a marché ! Vous pouvez clôturer.",
    })
    void saysThatItIsSolved(String reply) {
        assertThat(reading.read(reply)).isEqualTo(ReplyIntent.SOLVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Please cancel my request, I no longer need it.",
            "Please cancel my request. I don't need it any more, thank you.",
            "I'd like to cancel my request, it is no longer needed.",
            "You can close this, no longer needed",
            "You can close this ticket, I no longer need help.",
            "Hello, please close my request, it is no longer relevant. Thanks",
            "Please close the case, we do not need your help anymore.",
            "Never mind, please cancel my request.",
            "I no longer need your help, thank you.",
            "My request is no longer relevant.",
            "Vous pouvez annuler ma demande, je n'en ai plus besoin.",
            "Vous pouvez annuler ma demande, je n’en ai plus besoin. Merci",
            "Annulez ma demande s'il vous plaît, ce n'est plus nécessaire.",
            "Vous pouvez clôturer ma demande, elle n'est plus d'actualité.",
            "Merci de fermer ce ticket, nous n'en avons plus besoin.",
            "Je n'ai plus besoin de votre aide, merci.",
            "Ma demande n'est plus d'actualité.",
            "I withdraw my request",
            "I withdraw my request, thank you.",
            "Please cancel my request.",
            "Hello, please cancel my request, I have moved to Ireland.",
            "I would like to withdraw my request. Regards",
            "You can cancel my ticket, thank you",
            "Kindly disregard my request.",
            "My request is withdrawn.",
            "We want to cancel our support request",
            "vous pouvez annuler ma demande",
            "Bonjour, vous pouvez annuler ma demande. Merci",
            "J'annule ma demande",
            "j’annule ma demande, merci",
            "Je retire ma demande.",
            "Je souhaite annuler ma demande, merci d'avance",
            "Merci d'annuler ma demande",
            "Veuillez annuler ma requête.",
            "Veuillez annuler mon ticket. Cordialement",
    })
    void withdrawsTheRequest(String reply) {
        assertThat(reading.read(reply)).isEqualTo(ReplyIntent.WITHDRAWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            // refused
            "Not solved", "not solved at all", "This did not solve it", "That didn't fix it.", "It isn't resolved.",
            "The problem is still not fixed", "It has never been solved", "It isn’t working again",
            "Nothing solved, nothing works",
            "It was solved for a while", "no, the problem is not resolved", "unsolved", "unresolved!",
            "It hasn't worked, nothing is fixed",
            "Ce n'est toujours pas résolu", "pas réglé", "Problème non résolu", "Rien n'est réglé", "Ça ne marche pas",
            "cela ne fonctionne toujours pas", "Ce n’est pas bon, le problème n’est pas réglé", "jamais résolu",
            "c'est pas résolu",
            "Aucun problème n'est résolu",
            // mixed
            "Thanks, but the error comes back", "It works now, but printing is very slow",
            "Solved, however I have another question",
            "Partly solved, thank you", "The first problem is fixed, the second remains", "It is almost fixed",
            "It works on the laptop, yet the Mac shows an error.", "Fixed, except for the photos", "It seems solved",
            "I hope this is fixed now", "Merci, mais l'erreur revient", "C'est résolu, par contre l'impression plante",
            "C'est réglé en partie", "Ça marche parfois", "Je pense que c'est résolu", "presque résolu",
            "Réglé sauf pour les photos",
            // asked, wished or promised
            "Is it solved?", "Has this been fixed in version 2025?", "How can this be solved", "Please get this fixed",
            "I want this fixed now", "When will it be fixed", "If it works I will tell you",
            "I will write once it is solved",
            "It must be resolved today", "Quand est-ce que ce sera résolu", "C'est résolu ?",
            "Si ça marche, je vous écris",
            "Comment est-ce réglé chez vous", "Il faut que ce soit réglé", "J'attends que ce soit résolu",
            // withdraws something else, or nothing
            "Please cancel my order", "Please cancel my subscription", "I withdraw my order",
            "Please cancel my request for a refund",
            "I do not withdraw my request", "Don't cancel my request", "If you cannot help, cancel my request",
            "Merci d'annuler ma commande", "Je souhaite annuler mon abonnement", "Je n'annule pas ma demande",
            "J'annule ma demande de remboursement", "N'annulez pas ma demande",
            "I do not want to cancel my request", "I no longer want to cancel my request",
            "Please do not close my request",
            "I no longer need to cancel my request", "Please cancel my order, I no longer need it",
            "You can close this account, no longer needed", "The licence is no longer needed, you can close this",
            "Please cancel my request, I no longer need it, but the error remains",
            "You can close this when it is no longer needed",
            "I no longer need it", "No longer needed", "You can close this",
            "Please close this window, it is no longer needed",
            "I still need help, I no longer need the licence", "Never mind the first part, I still need an answer",
            "Don't close this, I no longer need the refund", "I have not cancelled my request",
            "Vous pouvez annuler ma commande, je n'en ai plus besoin", "Je ne veux pas annuler ma demande",
            "Je n'en ai plus besoin", "Ne fermez pas ma demande, l'abonnement n'est plus nécessaire",
            "Vous pouvez fermer mon compte, je n'en ai plus besoin", "Je n'ai plus besoin d'annuler ma demande",
            "N'annulez ma demande que si ce n'est plus nécessaire",
            "Le programme n'est plus utile, vous pouvez fermer ma demande de licence",
            // says neither
            "Thank you", "Merci", "OK thanks", "ok", "Great", "See attachment", "My licence key is LB25-7K2M-QX81",
            "Bonjour",
            "I have tried everything in the article.", "Voici la capture d'écran.",
    })
    void leavesTheRestToAPerson(String reply) {
        assertThat(reading.read(reply)).isEqualTo(ReplyIntent.OTHER);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = "  \n ")
    void nothingMeansNothing(String reply) {
        assertThat(reading.read(reply)).isEqualTo(ReplyIntent.OTHER);
    }

    @Test
    void aLongReplyIsReadByAPerson() {
        assertThat(reading.read("Solved, thank you. " + "By the way, here is the story of my family. ".repeat(20)))
                .isEqualTo(ReplyIntent.OTHER);
    }
}
