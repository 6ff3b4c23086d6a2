//! Access tokens, by their hashes.

use sqlx::{Row, query};

use super::Store;
use crate::clock;

impl Store {
    /// Stores a token that lives for so many seconds.
    pub async fn add_token(
        &self,
        token_hash: &[u8; 32],
        client_id: &str,
        lifetime: u32,
    ) -> sqlx::Result<()> {
        let now = clock::now();
        // Issuing is what makes the table grow, so it is also what keeps it small.
        query("DELETE FROM access_tokens WHERE expires_at <= ?")
            .bind(now)
            .execute(&self.pool)
            .await?;
        query("INSERT INTO access_tokens (token_hash, client_id, expires_at) VALUES (?, ?, ?)")
            .bind(token_hash.as_slice())
            .bind(client_id)
            .bind(now.saturating_add(i64::from(lifetime) * 1_000))
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Whose token it is, if it was issued here and is not past its time.
    pub async fn token_owner(&self, token_hash: &[u8; 32]) -> sqlx::Result<Option<String>> {
        let row =
            query("SELECT client_id FROM access_tokens WHERE token_hash = ? AND expires_at > ?")
                .bind(token_hash.as_slice())
                .bind(clock::now())
                .fetch_optional(&self.pool)
                .await?;
        row.map(|row| row.try_get(0)).transpose()
    }
}
