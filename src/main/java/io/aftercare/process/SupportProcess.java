package io.aftercare.process;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drives the engine: the one way by which mail, web pages and agents start and continue requests. Every method is one
 * transaction over our tables and the engine's.
 */
@Service
@Transactional
public class SupportProcess {

    /**
     * Opens a request with its first message and starts its process.
     *
     * @param language  what the customer chose on a page, ISO 639-1; null lets the triage decide
     * @param continues the closed request it goes on from; null mostly
     */
    public Request begin(Channel channel, IncomingMessage first, String language, RequestNumber continues) {
        throw new UnsupportedOperationException();
    }

    /**
     * Keeps a further message of the customer and lets the process go on if it waits for one; otherwise the message is
     * pending until the process comes to a place where it, or a person, takes account of it. A closed request reopens.
     */
    public Message customerWrote(RequestNumber number, IncomingMessage incoming) {
        throw new UnsupportedOperationException();
    }

    /**
     * Carries out what a customer chose on a page.
     *
     * @return false when the request no longer waits for that choice, so that nothing was changed
     */
    public boolean choose(RequestNumber number, CustomerChoice choice) {
        throw new UnsupportedOperationException();
    }

    /** Gives a person the task of handling a mail that could not be taken in. */
    public void parkMail(long mail) {
        throw new UnsupportedOperationException();
    }
}
