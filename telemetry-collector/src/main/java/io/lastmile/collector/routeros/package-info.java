/// The RouterOS API (8728, 8729) on Netty: codec and client. Imports Netty and the JDK only.
///
/// The life of a sentence. Bytes leave the socket in Netty's buffer and [SentenceReader] copies
/// them, 64 KiB at a time, into the window of its [SentenceDecoder]. The decoder walks from length
/// to length (five ranges, routeros.md 1.1), never searching for a terminator, and when the empty
/// word comes it shows the whole sentence as a [Sentence]: the window plus a table of offsets, one
/// object reused for all. A sentence torn by the end of a read stays where it is and the scan goes
/// on where it stopped. The client then reads the word `.tag=` and hands the same view to the
/// [RowHandler] of that command, who takes numbers out of the bytes through prepared [Field]s; no
/// object is made for a row or an attribute. A handler that has enough says [Demand#PAUSE]: reading
/// from the socket stops, TCP tells the router, and [Call#resume] goes on with the next sentence.
///
/// The simulator reads commands with the same reader and answers with the same [SentenceWriter].
@NullMarked
package io.lastmile.collector.routeros;

import org.jspecify.annotations.NullMarked;
