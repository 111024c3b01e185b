package io.aftercare.helpcentre;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request, which ends with an error where it is larger than it may be. */
final class BoundedBody extends FilterInputStream {

    private long left;
    private boolean tooLarge;

    BoundedBody(InputStream body, long most) {
        super(body);
        this.left = most;
    }

    /** Whether more was there than may be; the error itself may come wrapped into one of the reader. */
    boolean isTooLarge() {
        return tooLarge;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws IOException {
        left -= read;
        if (left < 0) {
            tooLarge = true;
            throw new IOException("The body is too large.");
        }
    }
}
