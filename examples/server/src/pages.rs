//! The pages, as they were built: read once at the start, so that no path a caller sends ever
//! reaches the file system.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::answer::{self, Tag};
use crate::app::Shared;
use crate::error::StartError;

/// What a page may load and run: its own files, and wasm compiled from them.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self' \
    'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; base-uri 'none'; \
    frame-ancestors 'none'; form-action 'self'";

/// More than this is no folder of built pages.
const MAX_BYTES: usize = 64 * 1_024 * 1_024;

const NOT_BUILT: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<title>Repass</title>
<h1>Repass</h1>
<p>The server runs; its pages are not built yet. Stop it and, in the folder of the sources, run
<pre>cargo xtask demo</pre>
<p>which builds the pages and starts the server again, or build them alone with
<pre>npm run build -w examples/web</pre>
</html>
";

/// The files of the built pages.
#[derive(Debug, Default)]
pub struct Pages {
    files: HashMap<String, File>,
}

#[derive(Debug)]
struct File {
    bytes: Bytes,
    content_type: &'static str,
    caching: &'static str,
    tag: Tag,
}

impl Pages {
    /// Reads a folder; there are no pages where it has no `index.html`. A folder that was named must
    /// be there, the default one need not.
    pub fn read(named: Option<PathBuf>) -> Result<Self, StartError> {
        let folder = match &named {
            Some(folder) if !folder.is_dir() => {
                let text = format!("--pages: {} is no folder", folder.display());
                return Err(StartError::Usage(text));
            }
            Some(folder) => folder.clone(),
            None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/dist"),
        };
        let mut pages = Self::default();
        if folder.join("index.html").is_file() {
            let failed = |error| StartError::failed(format!("pages {}", folder.display()), error);
            pages.add(&folder, "/", &mut 0).map_err(failed)?;
        }
        Ok(pages)
    }

    /// Whether there are any.
    pub fn are_built(&self) -> bool {
        !self.files.is_empty()
    }

    fn add(&mut self, folder: &Path, prefix: &str, total: &mut usize) -> std::io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            // A name that is no UTF-8, or hidden, is none that a build makes.
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{prefix}{name}");
            if entry.file_type()?.is_dir() {
                self.add(&entry.path(), &format!("{path}/"), total)?;
            } else if entry.file_type()?.is_file() {
                let bytes = std::fs::read(entry.path())?;
                *total = total.saturating_add(bytes.len());
                if *total > MAX_BYTES {
                    return Err(std::io::Error::other(
                        "too large for a folder of built pages",
                    ));
                }
                self.files.insert(path.clone(), File::new(&path, bytes));
            }
        }
        Ok(())
    }
}

impl File {
    fn new(path: &str, bytes: Vec<u8>) -> Self {
        // The names of these files have a hash of their contents in them.
        let never_changes = path.starts_with("/assets/");
        Self {
            content_type: content_type(path),
            caching: if never_changes {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            },
            tag: Tag::of(&bytes),
            bytes: bytes.into(),
        }
    }
}

/// Answers whatever is no call of an API.
pub async fn serve(
    State(app): State<Shared>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let file = match uri.path() {
        "/" => app.pages.files.get("/index.html"),
        path => app.pages.files.get(path),
    };
    let says_how = uri.path() == "/" && !app.pages.are_built();
    if file.is_none() && !says_how {
        return answer::error(StatusCode::NOT_FOUND, "not_found");
    }
    if method != Method::GET && method != Method::HEAD {
        let allow = [(header::ALLOW, "GET,HEAD")];
        let refused = answer::error(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed");
        return (allow, refused).into_response();
    }
    let Some(file) = file else {
        let headers = [
            (header::CONTENT_TYPE, HTML),
            (header::CACHE_CONTROL, "no-store"),
        ];
        return (headers, NOT_BUILT).into_response();
    };
    let caching = [
        (header::ETAG, file.tag.to_string()),
        (header::CACHE_CONTROL, file.caching.into()),
    ];
    if file.tag.is_held_by(&headers) {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    let content_type = [(header::CONTENT_TYPE, file.content_type)];
    (caching, content_type, file.bytes.clone()).into_response()
}

const HTML: &str = "text/html; charset=utf-8";

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => HTML,
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        // A browser compiles it while it loads only under this type.
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
