package io.aftercare.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Secures the sockets of a {@link TimeLimit}, so that it can cut them too. Angus Mail asks for a plain socket, connects
 * it and has it secured.
 */
final class LimitedTls extends SSLSocketFactory {

    private final TimeLimit plain;
    private final SSLSocketFactory secured;

    LimitedTls(TimeLimit plain, SSLSocketFactory secured) {
        this.plain = plain;
        this.secured = secured;
    }

    @Override
    public Socket createSocket() {
        return plain.createSocket();
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean close) throws IOException {
        return secured.createSocket(connected, host, port, close);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return secured.createSocket(plain.createSocket(host, port), host, port, true);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return secured.createSocket(plain.createSocket(host, port, local, localPort), host, port, true);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return secured.createSocket(plain.createSocket(host, port), host.getHostName(), port, true);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return secured.createSocket(plain.createSocket(host, port, local, localPort), host.getHostName(), port, true);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return secured.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return secured.getSupportedCipherSuites();
    }
}
