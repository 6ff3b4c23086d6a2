package dev.repass.example

import dev.repass.*
import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import kotlinx.coroutines.future.await

/** Sends a journey's requests to one server. */
class Connection(private val server: String) {
    private val client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build()

    /** The answer; null where none came, which a journey knows how to tell the person. */
    suspend fun send(request: HttpRequest): HttpResponse? {
        val body = if (request.body.isEmpty()) BodyPublishers.noBody() else BodyPublishers.ofString(request.body)
        val builder = java.net.http.HttpRequest.newBuilder(URI(server + request.target)).timeout(Duration.ofSeconds(20))
        builder.method(request.method, body)
        for (header in request.headers) builder.header(header.name, header.value)
        return try {
            val response = client.sendAsync(builder.build(), BodyHandlers.ofString()).await()
            val headers = response.headers().map().flatMap { (name, values) -> values.map { HttpHeader(name, it) } }
            HttpResponse(response.statusCode(), headers, response.body())
        } catch (_: IOException) {
            null
        }
    }
}
