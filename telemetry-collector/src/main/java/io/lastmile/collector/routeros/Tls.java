package io.lastmile.collector.routeros;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// TLS to routers, whose certificates sign themselves. The handshake takes any certificate, which
/// proves that the peer holds its key; then, before one byte of ours is sent, the certificate must
/// be the pinned one. Suites: Netty's list, all of them with a certificate.
final class Tls {
    private static final SslContext CLIENT = client();

    private Tls() {}

    static SslHandler handler(ByteBufAllocator allocator, RouterConfig config) {
        RouterAddress address = config.address();
        SslHandler handler = CLIENT.newHandler(allocator, address.host(), address.port());
        handler.setHandshakeTimeoutMillis(config.timeouts().connect().toMillis());
        return handler;
    }

    /// Of the leaf certificate, after the handshake.
    static Fingerprint fingerprint(SslHandler handler) {
        try {
            return Fingerprint.of(
                    (X509Certificate) handler.engine().getSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException | CertificateEncodingException unreadable) {
            throw new RouterException(
                    new RouterFailure.TlsFailed("no certificate: " + unreadable.getMessage()),
                    unreadable);
        }
    }

    static List<String> suites() {
        return CLIENT.cipherSuites();
    }

    private static SslContext client() {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException broken) {
            throw new IllegalStateException("tls: no client context (expected: one)", broken);
        }
    }
}
