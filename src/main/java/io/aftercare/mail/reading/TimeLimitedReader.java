package io.aftercare.mail.reading;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Reads mails within a time: whatever a stranger puts into a mail, and whatever the libraries make of it, the thread
 * that asks goes on. A reading that takes too long is left to a thread of its own, which stops between two parts.
 */
public final class TimeLimitedReader {

    private static final Duration BIT = Duration.ofMillis(250);

    private final Function<byte[], ParsedMail> reader;
    private final Duration longest;

    /** @param longest time that reading one mail may take */
    public TimeLimitedReader(Duration longest) {
        this(MailReader::read, longest);
    }

    TimeLimitedReader(Function<byte[], ParsedMail> reader, Duration longest) {
        this.reader = reader;
        this.longest = longest;
    }

    /** A mail could not be read within the time. */
    public static final class TooSlow extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public TooSlow(Duration longest) {
            super("The mail could not be read within " + longest.toSeconds() + " s; the raw mail has everything.");
        }
    }

    /** @throws TooSlow when it takes longer than it may */
    public ParsedMail read(byte[] raw) {
        var reading = new FutureTask<>(() -> reader.apply(raw));
        var thread = new Thread(reading, "mail-reading");
        thread.setDaemon(true);
        thread.start();
        try {
            return within(reading);
        } catch (TimeoutException late) {
            reading.cancel(true);
            throw new TooSlow(longest);
        } catch (InterruptedException stopping) {
            reading.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The reading of a mail was interrupted.", stopping);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed.getCause() instanceof RuntimeException failure ? failure
                    : new IllegalStateException(failed.getCause());
        }
    }

    /** Waits bit by bit: when the whole process is stopped meanwhile, no more than one bit of the time is gone. */
    private ParsedMail within(FutureTask<ParsedMail> reading)
            throws InterruptedException, ExecutionException, TimeoutException {
        Duration left = longest;
        for (; left.compareTo(BIT) > 0; left = left.minus(BIT)) {
            try {
                return reading.get(BIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException goesOn) {
                // It is given the rest.
            }
        }
        return reading.get(left.toMillis(), TimeUnit.MILLISECONDS);
    }
}
