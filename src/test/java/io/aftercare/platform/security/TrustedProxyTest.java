package io.aftercare.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** A real server, asked by a proxy at 127.0.0.1 and past it, from 127.0.0.2. */
class TrustedProxyTest {

    private static final String PROXY = "127.0.0.1";
    private static final String STRANGER = "127.0.0.2";

    private WebServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"203.0.113.7|203.0.113.7", "198.51.100.1, 203.0.113.7|203.0.113.7",
            "198.51.100.1, 203.0.113.7, 10.0.0.9|203.0.113.7", "2001:db8::1|2001:db8::1",
            "unknown|127.0.0.1", "evil.example|127.0.0.1", "203.0.113.7, nonsense|127.0.0.1", "''|127.0.0.1",
            "10.0.0.8, 10.0.0.9|10.0.0.8", "203.0.113.7:4001|203.0.113.7", "[2001:db8::1]:4000|2001:db8::1",
            "[2001:db8::1]|2001:db8::1", "999.1.1.1:5|127.0.0.1"})
    void aTrustedProxySaysWhoAsked(String header, String client) throws Exception {
        start(PROXY, "10.0.0.0/24");
        assertThat(ask(PROXY, "X-Forwarded-For: " + header)).contains("client=" + client + ";");
    }

    @Test
    void severalHeadersAreOneWay() throws Exception {
        start(PROXY);
        assertThat(ask(PROXY, "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 203.0.113.7"))
                .contains("client=203.0.113.7;");
    }

    @Test
    void aTrustedProxySaysWhetherItIsHttps() throws Exception {
        start(PROXY);
        assertThat(ask(PROXY, "X-Forwarded-Proto: https")).contains("url=https://help.example/page;", "secure=true");
        assertThat(ask(PROXY, "X-Forwarded-Proto: http")).contains("secure=false");
        assertThat(ask(PROXY, "X-Forwarded-Proto: https, http")).contains("secure=false");
    }

    @Test
    void nobodyElseSaysAnything() throws Exception {
        start(PROXY);
        assertThat(ask(STRANGER, "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil.example", "X-Forwarded-Prefix: /evil", "X-Forwarded-Port: 1",
                "Forwarded: for=203.0.113.7;proto=https;host=evil.example", "X-Real-IP: 203.0.113.7"))
                .contains("client=127.0.0.2;", "secure=false", "url=http://help.example", "prefix=;");
    }

    @Test
    void hostAndPathComeFromNoHeaderAtAll() throws Exception {
        start(PROXY);
        assertThat(ask(PROXY, "X-Forwarded-Host: evil.example", "X-Forwarded-Prefix: /evil", "X-Forwarded-Port: 1",
                "Forwarded: host=evil.example")).contains("url=http://help.example", "prefix=;");
    }

    @Test
    void withoutTrustedProxiesNoHeaderCounts() throws Exception {
        start();
        assertThat(ask(PROXY, "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https"))
                .contains("client=127.0.0.1;", "secure=false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0", "10.0.0.0/99", "", "*", "10.0.0.1-10.0.0.9"})
    void whatIsNoAddressIsRejectedAtTheStart(String setting) {
        assertThatThrownBy(() -> new TrustedProxyValve(List.of(setting)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"framework", "native", "FRAMEWORK"})
    void aStrategyThatBelievesEverybodyIsRejectedAtTheStart(String strategy) {
        assertThatThrownBy(() -> new TrustedProxies(new ProxyProperties(List.of()), strategy))
                .hasMessageContaining("aftercare.proxies.trusted");
    }

    private void start(String... trusted) {
        var factory = new TomcatServletWebServerFactory(0);
        new TrustedProxies(new ProxyProperties(List.of(trusted)), "none").customize(factory);
        server = factory.getWebServer(context -> context.addServlet("echo", new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest asked, HttpServletResponse answer) throws IOException {
                answer.getWriter().write("client=" + asked.getRemoteAddr() + "; host=" + asked.getRemoteHost()
                        + "; url=" + asked.getRequestURL() + "; secure=" + asked.isSecure() + " prefix="
                        + asked.getContextPath() + ";");
            }
        }).addMapping("/*"));
        server.start();
    }

    private String ask(String from, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getByName(PROXY), server.getPort(), InetAddress.getByName(from), 0)) {
            socket.getOutputStream().write(("GET /page HTTP/1.1\r\nHost: help.example\r\nConnection: close\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
