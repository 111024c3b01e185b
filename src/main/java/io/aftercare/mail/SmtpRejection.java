package io.aftercare.mail;

import io.aftercare.mail.reading.DeliveryStatus;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * A mail server's no that no retry turns into a yes.
 *
 * @param status         enhanced status code, or the bare reply code
 * @param answer         what the server said
 * @param addressAtFault whether it is the recipient's address that it rejects
 */
record SmtpRejection(String status, String answer, boolean addressAtFault) {

    private static final Pattern ENHANCED = Pattern.compile("(?<![\\w.])([45]\\.\\d{1,3}\\.\\d{1,3})(?![\\w.])");
    /**
     * Log in first, log in otherwise, encrypt: our settings are wrong, and every message waits until they are right.
     */
    private static final Set<Integer> NOT_LET_IN = Set.of(530, 534, 535, 538);
    private static final int TOO_MUCH = 552;
    /** What a server without enhanced codes says when it is not the address that it rejects. */
    private static final Pattern NOT_THE_ADDRESS = Pattern.compile(
            "(?i)relay|authenticat|log ?in|spam|black ?list|block|reputation|policy|sender|spf|dkim|dmarc");

    private record Answer(int code, String text, boolean aboutRecipient) {
    }

    /**
     * Empty when a later attempt may succeed: trouble with the connection, a busy server, greylisting, a full mailbox.
     */
    static Optional<SmtpRejection> of(MessagingException failure) {
        var answers = new ArrayList<Answer>();
        for (Exception link = failure; link != null; link =
                link instanceof MessagingException messaging ? messaging.getNextException() : null) {
            if (link instanceof AddressException unusable) {
                return Optional.of(new SmtpRejection("5.1.3", unusable.getMessage(), true));
            }
            answer(link).ifPresent(answers::add);
        }
        List<Answer> recipients = answers.stream().filter(Answer::aboutRecipient).toList();
        List<Answer> decisive = recipients.isEmpty() ? answers : recipients;
        return decisive.isEmpty() || !decisive.stream().allMatch(SmtpRejection::forGood) ? Optional.empty()
                : Optional.of(rejection(decisive.get(0)));
    }

    /** What a failure says, with what it was caused by: the first link of the chain is mostly a generality. */
    static String said(MessagingException failure) {
        var words = new LinkedHashSet<String>();
        for (Exception link = failure; link != null; link =
                link instanceof MessagingException messaging ? messaging.getNextException() : null) {
            words.add(text(link).isEmpty() ? link.getClass().getSimpleName() : text(link));
        }
        return String.join("; ", words);
    }

    private static Optional<Answer> answer(Exception link) {
        if (link instanceof SMTPAddressFailedException recipient) {
            return Optional.of(new Answer(recipient.getReturnCode(), text(recipient), true));
        }
        if (link instanceof SMTPSenderFailedException sender) {
            return Optional.of(new Answer(sender.getReturnCode(), text(sender), false));
        }
        return link instanceof SMTPSendFailedException whole
                ? Optional.of(new Answer(whole.getReturnCode(), text(whole), false))
                : Optional.empty();
    }

    private static boolean forGood(Answer answer) {
        String status = status(answer);
        boolean roomLater = new DeliveryStatus(status).mailboxFull()
                || answer.aboutRecipient() && answer.code() == TOO_MUCH && status.equals(String.valueOf(TOO_MUCH));
        return answer.code() >= 500 && answer.code() <= 599 && !NOT_LET_IN.contains(answer.code())
                && !status.startsWith("4.") && !roomLater;
    }

    private static SmtpRejection rejection(Answer answer) {
        String status = status(answer);
        boolean said = status.contains(".") || !NOT_THE_ADDRESS.matcher(answer.text()).find();
        return new SmtpRejection(status, answer.text(),
                answer.aboutRecipient() && said && new DeliveryStatus(status).addressAtFault());
    }

    private static String status(Answer answer) {
        Matcher enhanced = ENHANCED.matcher(answer.text());
        return enhanced.find() ? enhanced.group(1) : String.valueOf(answer.code());
    }

    private static String text(Exception answer) {
        return answer.getMessage() == null ? "" : answer.getMessage().replaceAll("\\s+", " ").strip();
    }
}
